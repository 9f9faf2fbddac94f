{% macro check_rules(model) %}
    {#- Runs after a model of the intermediate room, in its transaction: stops `dbt build`,
        and leaves the former table, if the new one breaks a rule of the model's yml. -#}
    {%- do recmart.check_arguments('check_rules', {
        'model': ['dict[string, any]', model],
    }) -%}
    {%- set rules = model.config.meta.rules -%}
    {%- if execute and rules and flags.WHICH == 'build' and project_name == 'recmart' -%}
        {%- set problems = [] -%}
        {%- for row in run_query(recmart.broken_rules(this, rules)).rows -%}
            {%- do problems.append(recmart.told_of_broken_rule(row)) -%}
        {%- endfor -%}
        {%- if problems -%}
            {{ exceptions.raise_compiler_error(
                model.name ~ ": " ~ problems | join(" | ")
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
