{% set strongest_words = recmart.parameter('dating', 'strongest_words') -%}
{% set weight_of_words = recmart.parameter('dating', 'weight_of_words') -%}
with

-- A like speaks for, a dislike against; the two sum to nothing at the general rate.
opinions as (

    select
        user_number,
        item_number,
        case when is_liked then 1 - like_rate else -like_rate end as opinion
    from {{ ref('int_dating__judgements') }}

),

profile_words as (

    select * from {{ ref('int_dating__profile_words') }}

),

opinions_of_words as (

    select
        opinions.user_number,
        profile_words.word_number,
        {{ recmart.exact_sum('opinions.opinion * profile_words.weight') }} as opinion
    from opinions
    inner join profile_words on opinions.item_number = profile_words.person_number
    group by opinions.user_number, profile_words.word_number

),

ranked_words as (

    select
        user_number,
        word_number,
        opinion,
        row_number() over (
            partition by user_number order by abs(opinion) desc, word_number
        ) as strength_rank
    from opinions_of_words

),

-- People and words together are what tastes are compared by; words have negative
-- numbers.
features as (

    select
        user_number,
        item_number as feature_number,
        'person' as kind,
        opinion
    from opinions

    union all

    select
        ranked_words.user_number,
        -ranked_words.word_number as feature_number,
        'word' as kind,
        ranked_words.opinion
    from ranked_words
    where ranked_words.strength_rank <= {{ strongest_words }}

),

lengths as (

    select
        user_number,
        sqrt({{ recmart.exact_sum(
            "case when kind = 'person' then opinion * opinion else 0 end"
        ) }}) as person_length,
        sqrt({{ recmart.exact_sum(
            "case when kind = 'word' then opinion * opinion else 0 end"
        ) }}) as word_length
    from features
    group by user_number

),

scaled as (

    select
        features.user_number,
        features.feature_number,
        case features.kind
            when 'person' then features.opinion / lengths.person_length
            else {{ weight_of_words }} * features.opinion / lengths.word_length
        end / sqrt(
            1 + case
                when lengths.word_length > 0
                    then {{ weight_of_words }} * {{ weight_of_words }}
                else 0
            end
        ) as taste
    from features
    inner join lengths on features.user_number = lengths.user_number
    where
        features.kind = 'person'
        or lengths.word_length > 0

)

select
    user_number,
    feature_number,
    cast({{ recmart.rounded('1000000 * taste') }} as {{ dbt.type_bigint() }}) as taste
from scaled
