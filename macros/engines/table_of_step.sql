{#- A table of a step of a model, beside the model's. -#}
{% macro table_of_step(name) %}
    {{ return(this.incorporate(
        path={'identifier': this.identifier ~ '__' ~ name}, type='table'
    )) }}
{% endmacro %}


{#- Made while a model that reads it is about to run. -#}
{% macro written_step(relation) %}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- do run_query('drop table if exists ' ~ relation) -%}
        {%- do run_query('create table ' ~ relation ~ ' using parquet as ' ~ caller()) -%}
    {%- endif -%}
{% endmacro %}


{% macro dropped_step(relation) %}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- do run_query('drop table if exists ' ~ relation) -%}
    {%- endif -%}
{% endmacro %}
