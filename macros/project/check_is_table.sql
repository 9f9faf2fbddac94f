{% macro check_is_table(model) %}
    {#- Runs before a model of the intermediate room is made. A project's `+materialized` at
        the root of its `models:` is for ours, too; views of views would be computed anew,
        one within the other, until nobody waits any longer. -#}
    {%- do recmart.check_arguments('check_is_table', {
        'model': ['dict[string, any]', model],
    }) -%}
    {%- if execute and model.config.materialized == 'view'
        and "materialized='view'" not in model.raw_code -%}
        {{ exceptions.raise_compiler_error(
            model.name ~ " is to be a view, and so are all that read it: each query would"
            ~ " compute all lists anew. Write `+materialized: view` under the name of your"
            ~ " project, models: " ~ project_name ~ ": ..., or add"
            ~ " models: recmart: intermediate: +materialized: table."
        ) }}
    {%- endif -%}
{% endmacro %}
