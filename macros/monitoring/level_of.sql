{% macro level_of(value, levels, is_floor=false) -%}
    {#- 2 where a value stops a build, 1 where it is worth a warning, else 0. -#}
    {%- do recmart.check_arguments('level_of', {
        'value': ['string', value],
        'levels': ['dict[string, optional[float]]', levels],
        'is_floor': ['bool', is_floor],
    }) -%}
    {%- set beyond = '<' if is_floor else '>' -%}
    case
        {%- for kind, level in {'error': 2, 'warn': 1}.items()
            if levels[kind] is not none %}
        when {{ value }} {{ beyond }} {{ levels[kind] }} then {{ level }}
        {%- endfor %}
        {%- if levels.warn is none and levels.error is none %}
        when false then 1
        {%- endif %}
        else 0
    end
{%- endmacro %}


{% macro said_of_level(name, levels, is_floor=false) %}
    {#- Which level that is, for a text in SQL. -#}
    {%- set said = [] -%}
    {%- for kind, does in {'warn': 'warns', 'error': 'stops'}.items()
        if levels[kind] is not none -%}
        {%- do said.append(
            does ~ (' below ' if is_floor else ' above ') ~ levels[kind]
        ) -%}
    {%- endfor -%}
    {{ return('(' ~ name ~ ' ' ~ said | join(', ') ~ ')') }}
{% endmacro %}
