{% macro checked_count(name, least=1) -%}
    {#- A whole number that the caller of a table macro gives, or an error; at most one that
        holds everything, and that others can be added to. -#}
    {%- do recmart.check_arguments('checked_count', {
        'name': ['string', name],
        'least': ['integer', least],
    }) -%}
    {%- set given = adapter.quote(name) -%}
case
    when
        try_cast({{ given }} as bigint) >= {{ least }}
        and try_cast({{ given }} as double) = try_cast({{ given }} as bigint)
        then least(try_cast({{ given }} as bigint), 1000000000000)
    else error(
        '{{ name }} has to be a whole number from {{ least }} up, not '
        || coalesce(cast({{ given }} as varchar), 'null')
    )
end
{%- endmacro %}
