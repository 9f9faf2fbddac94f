with

profiles as (

    select
        user_id,
        about_me
    from {{ ref('stg_dating__users') }}

),

words as (

    {{ recmart.words_of_text('profiles', 'user_id', 'about_me') | indent(4) }}

),

counted as (

    select
        user_id,
        {{ dbt.hash('word') }} as word_hash,
        count(*) over (partition by word) as profiles_with_word,
        (select count(*) from profiles) as all_profiles
    from words

),

-- A word of one person tells nothing about others, and might tell who it is.
weighed as (

    select
        user_id,
        word_hash,
        ln(cast(all_profiles as double) / profiles_with_word) as weight
    from counted
    where profiles_with_word > 1 and profiles_with_word < all_profiles

),

lengths as (

    select
        user_id,
        sqrt({{ recmart.exact_sum('weight * weight') }}) as vector_length
    from weighed
    group by user_id

)

select
    people.person_number,
    weighed.word_hash,
    round(weighed.weight / lengths.vector_length, 9) as weight
from weighed
inner join lengths on weighed.user_id = lengths.user_id
inner join {{ ref('int_dating__people') }} as people
    on weighed.user_id = people.person_id
