{% macro list_metrics(
    recommendations, popularity, user_items, item_pairs, cutoffs,
    categories=none, category='category'
) %}
    {%- do recmart.check_arguments('list_metrics', {
        'recommendations': ['relation', recommendations],
        'popularity': ['relation', popularity],
        'user_items': ['relation', user_items],
        'item_pairs': ['relation', item_pairs],
        'cutoffs': ['list[integer]', cutoffs],
        'categories': ['optional[relation]', categories],
        'category': ['optional[string]', category],
    }) -%}
with

known_items as (

    select
        item_id,
        rank as item_rank,
        liking_users,
        greatest(users, 1)
        / cast(
            (select count(distinct user_id) from {{ user_items }})
            as {{ recmart.type_double() }}
        ) as share_of_users
    from {{ popularity }}

),

listed as (

    select
        lists.user_id,
        lists.rank,
        lists.item_id,
        known_items.item_rank,
        known_items.liking_users,
        known_items.share_of_users
    from {{ recommendations }} as lists
    inner join known_items on lists.item_id = known_items.item_id
    where lists.rank <= {{ cutoffs | max }}

),

popularity_of_list as (

    select
        user_id,
        {% for k in cutoffs -%}
        {{ recmart.exact_sum(
            'case when rank <= ' ~ k ~ ' then -'
            ~ recmart.log2('share_of_users') ~ ' end'
        ) }} / count(case when rank <= {{ k }} then 1 end) as novelty_at_{{ k }},
        {{ recmart.exact_sum(
            'case when rank <= ' ~ k ~ ' then share_of_users end'
        ) }} / count(case when rank <= {{ k }} then 1 end)
            as average_popularity_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from listed
    group by user_id

),

pairs_of_list as (

    select
        first_items.user_id,
        greatest(first_items.rank, second_items.rank) as rank,
        first_items.item_rank,
        second_items.item_rank as other_item_rank,
        sqrt(
            cast(first_items.liking_users as {{ recmart.type_double() }})
            * second_items.liking_users
        ) as norm
    from listed as first_items
    inner join listed as second_items
        on
            first_items.user_id = second_items.user_id
            and first_items.item_rank < second_items.item_rank

),

distances as (

    select
        pairs_of_list.user_id,
        pairs_of_list.rank,
        1 - coalesce(pairs.users_in_common / pairs_of_list.norm, 0) as distance
    from pairs_of_list
    left join {{ item_pairs }} as pairs
        on
            pairs_of_list.item_rank = pairs.item_rank
            and pairs_of_list.other_item_rank = pairs.other_item_rank

),

diversity_of_list as (

    select
        user_id,
        {% for k in cutoffs -%}
        {{ recmart.exact_sum('case when rank <= ' ~ k ~ ' then distance end') }}
        / nullif(count(case when rank <= {{ k }} then 1 end), 0)
            as intra_list_diversity_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from distances
    group by user_id

),

{%- if categories %}

-- An item of several categories counts in each by an equal share.
category_shares as (

    select
        item_id,
        {{ category }} as category,
        1 / cast(
            count(*) over (partition by item_id) as {{ recmart.type_double() }}
        ) as share
    from {{ categories }}
    where {{ category }} is not null

),

history_categories as (

    select
        history.user_id,
        category_shares.category,
        {{ recmart.exact_sum('category_shares.share') }} as amount
    from {{ user_items }} as history
    inner join category_shares on history.item_id = category_shares.item_id
    where history.is_liked
    group by history.user_id, category_shares.category

),

list_categories as (

    select
        listed.user_id,
        category_shares.category,
        {% for k in cutoffs -%}
        {{ recmart.exact_sum(
            'case when listed.rank <= ' ~ k ~ ' then category_shares.share end'
        ) }} as amount_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from listed
    inner join category_shares on listed.item_id = category_shares.item_id
    group by listed.user_id, category_shares.category

),

list_totals as (

    select
        user_id,
        {% for k in cutoffs -%}
        nullif({{ recmart.exact_sum('amount_at_' ~ k) }}, 0)
            as total_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from list_categories
    group by user_id

),

-- p of the history, q of the list; q takes a hundredth of p, lest it be 0.
category_distributions as (

    select
        history_categories.user_id,
        history_categories.amount / history_totals.total as p,
        {% for k in cutoffs -%}
        case
            when list_totals.total_at_{{ k }} is not null
                then coalesce(list_categories.amount_at_{{ k }}, 0)
                    / list_totals.total_at_{{ k }}
        end as q_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from history_categories
    inner join (
        select
            user_id,
            {{ recmart.exact_sum('amount') }} as total
        from history_categories
        group by user_id
    ) as history_totals
        on history_categories.user_id = history_totals.user_id
    left join list_totals on history_categories.user_id = list_totals.user_id
    left join list_categories
        on
            history_categories.user_id = list_categories.user_id
            and history_categories.category = list_categories.category

),

calibration_of_list as (

    select
        user_id,
        {% for k in cutoffs -%}
        case
            when count(q_at_{{ k }}) > 0
                then {{ recmart.exact_sum(
                    'p * ln(p / (0.99 * q_at_' ~ k ~ ' + 0.01 * p))', places=18
                ) }}
        end as calibration_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from category_distributions
    group by user_id

),

{%- else %}

calibration_of_list as (

    select
        cast(null as {{ dbt.type_string() }}) as user_id,
        {% for k in cutoffs -%}
        cast(
            null as {{ recmart.type_double() }}
        ) as calibration_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}

),

{%- endif %}

of_list as (

    select
        popularity_of_list.*,
        {% for k in cutoffs -%}
        diversity_of_list.intra_list_diversity_at_{{ k }},
        calibration_of_list.calibration_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from popularity_of_list
    left join diversity_of_list
        on popularity_of_list.user_id = diversity_of_list.user_id
    left join calibration_of_list
        on popularity_of_list.user_id = calibration_of_list.user_id

)

{% for k in cutoffs -%}
select
    user_id,
    {{ k }} as k,
    novelty_at_{{ k }} as novelty,
    average_popularity_at_{{ k }} as average_popularity,
    intra_list_diversity_at_{{ k }} as intra_list_diversity,
    calibration_at_{{ k }} as calibration
from of_list
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
