{% macro step(name, steps, is_light=false) %}
    {%- do recmart.check_arguments('step', {
        'name': ['string', name],
        'steps': ['list[string]', steps],
        'is_light': ['bool', is_light],
    }) -%}
    {{- adapter.dispatch('step', 'recmart')(name, steps, is_light, caller()) -}}
{% endmacro %}


{% macro default__step(name, steps, is_light, sql) -%}
    {{ name }} as ({{ sql }}),
{%- endmacro %}


{% macro spark__step(name, steps, is_light, sql) -%}
    {#- A CTE is computed there wherever it is read, with all that it reads: lists in one
        statement would scan their events 780,000 times. So a step is a table beside the
        model's. -#}
    {%- set cte = name ~ ' as (' ~ sql ~ ')' -%}
    {%- if execute and flags.WHICH in ['run', 'build'] and not is_light -%}
        {%- set rows = recmart.rows_of_step(
            name, 'with ' ~ (steps + [cte]) | join(', ') ~ ' select * from ' ~ name
        ) -%}
        {%- set cte = name ~ ' as (' ~ rows ~ ')' -%}
    {%- endif -%}
    {%- do steps.append(cte) -%}
    {{ cte }},
{%- endmacro %}
