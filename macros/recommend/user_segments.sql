{% macro user_segments(users, levels) %}
    {%- do recmart.check_arguments('user_segments', {
        'users': ['relation', users],
        'levels': ['list[list[string]]', levels],
    }) -%}
    {%- if not levels -%}
    select
        cast(null as {{ dbt.type_string() }}) as user_id,
        cast(null as integer) as level,
        cast(null as {{ dbt.type_string() }}) as segment
    where false
    {%- endif -%}
    {%- for attributes in levels %}
    select
        user_id,
        {{ loop.index }} as level,
        {% for attribute in attributes -%}
        {{ attribute }}{{ " || ', ' || " if not loop.last }}
        {%- endfor %} as segment
    from {{ users }}
    where
        {% for attribute in attributes -%}
        {{ attribute }} != 'unknown'{{ " and " if not loop.last }}
        {%- endfor %}
    {{ "union all" if not loop.last }}
    {%- endfor %}
{% endmacro %}
