with

profiles as (

    select
        user_id,
        about_me
    from {{ ref('stg_dating__users') }}

),

people as (

    select * from {{ ref('int_dating__people') }}

),

words as (

    {{ recmart.words_of_text('profiles', 'user_id', 'about_me') | indent(4) }}

),

counted as (

    select
        user_id,
        word,
        count(*) over (partition by word) as profiles_with_word,
        (select count(*) from profiles) as all_profiles
    from words

),

-- A word of one person tells nothing about others, and might tell who it is.
weighed as (

    select
        people.person_number,
        counted.word,
        ln(
            cast(counted.all_profiles as {{ recmart.type_double() }})
            / counted.profiles_with_word
        ) as weight
    from counted
    inner join people on counted.user_id = people.person_id
    where
        counted.profiles_with_word > 1
        and counted.profiles_with_word < counted.all_profiles

),

-- A word is a number from here on, and no letter of it decides which: words that the
-- same people use come in any order, but tell the same of everybody.
users_of_words as (

    select
        word,
        {{ dbt.hash(dbt.listagg(
            dbt.cast('person_number', dbt.type_string()), "' '", 'order by person_number'
        )) }} as users_hash
    from weighed
    group by word

),

numbered as (

    select
        word,
        row_number() over (order by users_hash) as word_number
    from users_of_words

),

lengths as (

    select
        person_number,
        sqrt({{ recmart.exact_sum('weight * weight') }}) as vector_length
    from weighed
    group by person_number

)

select
    weighed.person_number,
    numbered.word_number,
    {{ recmart.rounded('weighed.weight / lengths.vector_length', 9) }} as weight
from weighed
inner join numbered on weighed.word = numbered.word
inner join lengths on weighed.person_number = lengths.person_number
