{#- Contracts on Spark, which enforces none by itself. -#}
{% macro spark__cast(field, type) %}
    {#- Contracts name types as the other engines do. -#}
    cast({{ field }} as {{ type | lower | replace('double precision', 'double')
        | replace('map(varchar, varchar)', 'map<string, string>')
        | replace('varchar[]', 'array<string>') }})
{% endmacro %}


{% macro spark__get_assert_columns_equivalent(sql) %}
    {#- Asks what a statement gives; dbt runs it, without rows, to see. -#}
    {%- if not model.columns -%}
        {%- do exceptions.raise_contract_error([], []) -%}
    {%- endif -%}
    {%- set given = recmart.spark__described(sql) -%}
    {%- set wanted = recmart.spark__described(get_empty_schema_sql(model.columns)) -%}
    {%- if given | sort(attribute='formatted') != wanted | sort(attribute='formatted') -%}
        {%- do exceptions.raise_contract_error(wanted, given) -%}
    {%- endif -%}
{% endmacro %}


{% macro spark__described(sql) %}
    {#- Counts and ranks of windows are int there; they are written as the contract has it. -#}
    {%- set columns = [] -%}
    {%- for row in run_query('describe query ' ~ sql).rows -%}
        {%- set data_type = 'bigint' if row[1] == 'int' else row[1] -%}
        {%- do columns.append({
            'name': row[0],
            'data_type': data_type,
            'formatted': row[0] | lower ~ ' ' ~ data_type,
        }) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}


{% macro spark__get_select_subquery(sql) %}
    select
        {% for column in model.columns.values() -%}
        {{ recmart.spark__cast(column.name, api.Column.translate_type(column.data_type)) }}
            as {{ column.name }}
        {{- "," if not loop.last }}
        {% endfor %}
    from (
        {{ sql }}
    ) as model_subq
{% endmacro %}
