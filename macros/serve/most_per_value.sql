{% macro most_per_value(ranked) -%}
    {#- The CTE `chosen` of a table macro: what of a list stays where `most_per` is given, as
        many rows as the page takes. -#}
    {%- do recmart.check_arguments('most_per_value', {
        'ranked': ['string', ranked],
    }) -%}
limits as (

    select
        {{ recmart.tag_text("regexp_extract(pair, '^([^=]*)=', 1)") }} as name,
        case
            when regexp_full_match(pair, '[^=]*[^=\s][^=]*=\s*[1-9][0-9]{0,8}\s*')
                then cast(regexp_extract(pair, '=\s*([0-9]+)\s*$', 1) as bigint)
            else error(
                'most_per ''' || pair || ''' is not of the form NAME=NUMBER, from 1 up'
            )
        end as most
    from (select unnest({{ recmart.texts_of('most_per') | indent(4) }}) as pair)
    where pair is not null

),

chosen as (

    {{ recmart.limited_per_value(
        "(select '' as user_id, " ~ ranked ~ '.item_id, ' ~ ranked ~ '.rank from '
            ~ ranked ~ ' where most_per is not null)',
        '(select * from ' ~ ranked ~ ' where most_per is not null)',
        'limits',
        recmart.checked_count('k') ~ ' + ' ~ recmart.checked_count('offset', least=0),
    ) | indent(4) }}

)
{%- endmacro %}
