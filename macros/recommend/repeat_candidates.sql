{% macro repeat_candidates(
    interactions,
    newest_first=['age_days'],
    is_purchase='true',
    weight='1',
    basket_decay=0.85,
    prior_baskets=1,
    item_prior_baskets=20,
    rhythm_weight=0.08,
    rhythm_days_of_once=30,
    recent_baskets=10,
    candidates=50
) %}
    {#- What each user will buy again: the personal frequency with decay, as
        next-basket research has it, made an estimate of the probability that the
        item is in the user's next basket.

          frequency = (Σ weight · d^ago + p · rate) / (Σ d^ago + p)
          score = frequency · exp(-r · ln²((gap + 1) / (rhythm + 1)))

        The sum above runs over the user's baskets with the item, the sum below over
        all of the user's baskets; ago counts baskets, 0 for the latest. `rate` is how
        readily the item is bought again by anyone: of all baskets that its buyers
        filled after their first with it, the share with it, pulled towards the rate
        of all items by `item_prior_baskets` baskets. `gap`: days from the last
        purchase to the next basket, which comes after the user's mean interval.
        `rhythm`: the user's mean days from one purchase of the item to the next. Where
        no days between baskets are known, that factor is left out.

        Arguments:
          interactions: the contract; rows without a basket_id do not count.
          newest_first: columns that order the baskets in time, `desc` where they rise.
          is_purchase: SQL, whether a row says that the item was bought; of others the
            reason says only in how many baskets it was.
          weight: SQL, what one purchase counts for, 0 to 1.
          basket_decay (d): what a basket's evidence keeps per later basket, 0 to 1.
          prior_baskets (p): how many baskets the item's rate is worth.
          item_prior_baskets: how many baskets the rate of all items is worth.
          rhythm_weight (r): how much being early or overdue counts; 0 for not at all.
          rhythm_days_of_once: rhythm, in days, of an item that was bought once.
          recent_baskets: of how many baskets the reason speaks.
          candidates: rows per user at most. -#}
    {%- do recmart.check_arguments('repeat_candidates', {
        'interactions': ['relation', interactions],
        'newest_first': ['list[string]', newest_first],
        'is_purchase': ['string', is_purchase],
        'weight': ['string', weight],
        'basket_decay': ['float', basket_decay],
        'prior_baskets': ['float', prior_baskets],
        'item_prior_baskets': ['float', item_prior_baskets],
        'rhythm_weight': ['float', rhythm_weight],
        'rhythm_days_of_once': ['float', rhythm_days_of_once],
        'recent_baskets': ['integer', recent_baskets],
        'candidates': ['integer', candidates],
    }) -%}
    {%- if not 0 < basket_decay <= 1 -%}
        {{ exceptions.raise_compiler_error(
            "repeat_candidates: basket_decay " ~ basket_decay ~ " is not in (0, 1]."
        ) }}
    {%- endif -%}
    {%- set age_of_basket = recmart.fading_power(basket_decay, 'baskets_ago') -%}
    {%- set orders = [] -%}
    {%- for term in newest_first if term != 'age_days' -%}
        {%- do orders.append({
            'column': term.split(' ')[0],
            'newest': 'max' if ' desc' in term else 'min',
        }) -%}
    {%- endfor -%}
with

purchases as (

    select
        user_id,
        basket_id,
        item_id,
        min(age_days) as age_days,
        {% for order in orders -%}
        {{ order.newest }}({{ order.column }}) as {{ order.column }},
        {% endfor -%}
        min(case when {{ is_purchase }} then 1 else 0 end) as is_bought,
        max({{ weight }}) as weight
    from {{ interactions }}
    where
        basket_id is not null
        and strength > 0
        and not is_negative
    group by user_id, basket_id, item_id

),

baskets as (

    select
        user_id,
        basket_id,
        min(age_days) as age_days
        {%- for order in orders -%},
        {{ order.newest }}({{ order.column }}) as {{ order.column }}
        {%- endfor %}
    from purchases
    group by user_id, basket_id

),

numbered_baskets as (

    select
        user_id,
        basket_id,
        age_days,
        row_number() over (
            partition by user_id
            order by {{ newest_first | join(', ') }}, basket_id
        ) - 1 as baskets_ago
    from baskets

),

users as (

    select
        user_id,
        count(*) as baskets,
        {{ recmart.exact_sum(age_of_basket) }} as decayed_baskets,
        min(age_days) as age_days,
        max(age_days) as first_age_days,
        (max(age_days) - min(age_days)) / greatest(count(*) - 1, 1)
            as days_between_baskets
    from numbered_baskets
    group by user_id

),

-- Where nobody's baskets are of different ages, no days between them are known.
times as (

    select max(first_age_days - age_days) > 0 as are_known from users

),

user_items as (

    select
        purchases.user_id,
        purchases.item_id,
        min(purchases.is_bought) as is_bought,
        count(*) as baskets_with_item,
        count(
            case when numbered_baskets.baskets_ago < {{ recent_baskets }} then 1 end
        ) as recent_baskets_with_item,
        {{ recmart.exact_sum('purchases.weight * ' ~ age_of_basket) }}
            as decayed_baskets_with_item,
        max(numbered_baskets.baskets_ago) as baskets_since_first,
        min(numbered_baskets.age_days) as age_days,
        (max(numbered_baskets.age_days) - min(numbered_baskets.age_days))
        / greatest(count(*) - 1, 1) as days_between_purchases
    from purchases
    inner join numbered_baskets
        on
            purchases.user_id = numbered_baskets.user_id
            and purchases.basket_id = numbered_baskets.basket_id
    group by purchases.user_id, purchases.item_id

),

items as (

    select
        item_id,
        sum(baskets_with_item - 1) as repeats,
        sum(baskets_since_first) as chances
    from user_items
    group by item_id

),

all_items as (

    select
        coalesce(
            cast(sum(repeats) as {{ recmart.type_double() }}) / nullif(sum(chances), 0), 0
        ) as repeat_rate
    from items

),

repeat_rates as (

    select
        items.item_id,
        (items.repeats + {{ item_prior_baskets }} * all_items.repeat_rate)
        / (items.chances + {{ item_prior_baskets }}) as repeat_rate
    from items
    cross join all_items

),

evidence as (

    select
        user_items.user_id,
        user_items.item_id,
        user_items.is_bought,
        user_items.baskets_with_item,
        user_items.recent_baskets_with_item,
        users.baskets,
        (
            user_items.decayed_baskets_with_item
            + {{ prior_baskets }} * repeat_rates.repeat_rate
        ) / (users.decayed_baskets + {{ prior_baskets }}) as frequency,
        case
            when
                times.are_known
                and (users.baskets = 1 or users.days_between_baskets > 0)
                then
                    user_items.age_days - users.age_days + users.days_between_baskets
        end as gap_days,
        case
            when user_items.baskets_with_item = 1
                then cast({{ rhythm_days_of_once }} as {{ recmart.type_double() }})
            else user_items.days_between_purchases
        end as rhythm_days
    from user_items
    inner join users on user_items.user_id = users.user_id
    inner join repeat_rates on user_items.item_id = repeat_rates.item_id
    cross join times

),

scored as (

    select
        *,
        {{ recmart.rounded(
            'frequency * coalesce(exp(-' ~ rhythm_weight
            ~ ' * power(ln((gap_days + 1) / (rhythm_days + 1)), 2)), 1)',
            9
        ) }} as score
    from evidence

),

ranked as (

    select
        *,
        row_number() over (partition by user_id order by score desc, item_id) as rank
    from scored

)

select
    user_id,
    item_id,
    score,
    baskets_with_item,
    recent_baskets_with_item,
    baskets,
    gap_days,
    rhythm_days,
    case when is_bought = 1 then 'bought ' else '' end || case
        when recent_baskets_with_item = 0
            then
                'in ' || cast(baskets_with_item as {{ dbt.type_string() }})
                || ' of your ' || cast(baskets as {{ dbt.type_string() }}) || ' baskets'
        when baskets = 1 then 'in your last basket'
        else
            'in ' || cast(recent_baskets_with_item as {{ dbt.type_string() }})
            || ' of your last '
            || cast(least(baskets, {{ recent_baskets }}) as {{ dbt.type_string() }})
            || ' baskets'
    end as reason
from ranked
where rank <= {{ candidates }}
{% endmacro %}
