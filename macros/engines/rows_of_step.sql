{% macro rows_of_step(name, sql) -%}
    {#- What a step of a model gives: its SQL, or where an engine cannot have all steps in
        one statement a query of what is written already. -#}
    {%- do recmart.check_arguments('rows_of_step', {
        'name': ['string', name],
        'sql': ['string', sql],
    }) -%}
    {{ return(adapter.dispatch('rows_of_step', 'recmart')(name, sql)) }}
{%- endmacro %}


{% macro default__rows_of_step(name, sql) -%}
    {{ return(sql) }}
{%- endmacro %}


{% macro spark__rows_of_step(name, sql) -%}
    {#- A table beside the model's, which stays until the next run. -#}
    {%- if not (execute and flags.WHICH in ['run', 'build']) -%} {{ return(sql) }} {%- endif -%}
    {%- set relation = recmart.table_of_step(name) -%}
    {%- call recmart.written_step(relation) -%} {{ sql }} {%- endcall -%}
    {{ return('select * from ' ~ relation) }}
{%- endmacro %}


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
