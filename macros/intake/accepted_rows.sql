{% macro accepted_rows(tables, table, instead={}, checked=none) %}
    {#- Staging: the checked rows that nothing speaks against. A place is written as it is
        most often: London, london and LONDON are one. -#}
    {%- do recmart.check_arguments('accepted_rows', {
        'tables': ['dict[string, any]', tables],
        'table': ['string', table],
        'instead': ['dict[string, string]', instead],
        'checked': ['optional[relation]', checked],
    }) -%}
    {%- set table = recmart.specified_table(tables, table) -%}
    {%- set columns = table.columns | map(attribute='as') | list -%}
    {%- for column in instead if column not in columns -%}
        {{ exceptions.raise_compiler_error(
            "accepted_rows: '" ~ column ~ "' is not a column of " ~ table.domain ~ "."
            ~ table.table ~ "."
        ) }}
    {%- endfor -%}
    {%- set places = table.columns | selectattr('type', 'in', ['place', 'region'])
        | map(attribute='as') | list -%}
    {%- set relation = checked or ref('base_' ~ table.domain ~ '__' ~ table.table) -%}
    {%- if places -%}
with

{% for place in places -%}
spellings_of_{{ place }} as (

    select
        {{ recmart.folded_place(place) }} as folded,
        {{ place }} as spelled,
        row_number() over (
            partition by {{ recmart.folded_place(place) }}
            order by
                count(*) desc,
                case
                    when {{ place }} in (upper({{ place }}), lower({{ place }})) then 1
                    else 0
                end,
                {{ place }}
        ) as frequency_rank
    from {{ relation }}
    where rejection_reason is null and {{ place }} is not null
    group by {{ place }}

){{ "," if not loop.last }}

{% endfor -%}
    {%- endif -%}
    select
        {% if table.has_row_number -%}
        checked_rows.row_number,
        {% endif -%}
        {% for column in columns -%}
        {% if column in instead -%}
        {{ instead[column] }} as {{ column }}
        {%- elif column in places -%}
        spellings_of_{{ column }}.spelled as {{ column }}
        {%- else -%}
        checked_rows.{{ column }}
        {%- endif -%}
        {{ "," if not loop.last }}
        {% endfor %}
    from {{ relation }} as checked_rows
    {% for place in places -%}
    left join spellings_of_{{ place }}
        on
            {{ recmart.folded_place('checked_rows.' ~ place) }}
            = spellings_of_{{ place }}.folded
            and spellings_of_{{ place }}.frequency_rank = 1
    {% endfor -%}
    where checked_rows.rejection_reason is null
{% endmacro %}


{% macro folded_place(place) -%}
    lower({{ recmart.replaced_matches(place, '\\s+', ' ') }})
{%- endmacro %}
