{% macro rows_of_file(domain, table, base) %}
    {#- What became of the rows of one table: how many were read, staged and rejected, the
        most frequent reason, and in words where they came from. -#}
    {%- do recmart.check_arguments('rows_of_file', {
        'domain': ['string', domain],
        'table': ['string', table],
        'base': ['relation', base],
    }) -%}
    {%- set specified = recmart[domain ~ '_tables']()[table] -%}
    {%- set has_times = 'occurred_at' in specified.columns | map(attribute='as') | list -%}
    {%- set counted = run_query(
        "select rejection_reason, count(*) as n, coalesce(max(counted_rows), max(row_number)) as last_row, "
        ~ ("cast(max(occurred_at) as " ~ dbt.type_string() ~ ")" if has_times else "null")
        ~ " as last_time from "
        ~ base ~ " group by rejection_reason order by n desc, rejection_reason"
    ) -%}
    {%- set rows = {'read': 0, 'staged': 0, 'rejected': 0, 'reason': none} -%}
    {%- for reason, number, last_row, last_time in counted.rows -%}
        {%- do rows.update({'read': [rows.read, last_row | int] | max}) -%}
        {%- if reason is none -%}
            {%- do rows.update({'staged': number | int, 'last_time': last_time}) -%}
        {%- else -%}
            {%- do rows.update({'rejected': rows.rejected + number | int}) -%}
            {%- if rows.reason is none -%}
                {%- do rows.update({'reason': reason, 'of_reason': number | int}) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do rows.update({'source': recmart.name_of_source(specified)}) -%}
    {{ return(rows) }}
{% endmacro %}


{% macro name_of_source(table) %}
    {%- if project_name != 'recmart' -%}
        {{ return(var(table.relation, none) or '') }}
    {%- elif not table.file and env_var('RECMART_DATA_DIR', '') == '' -%}
        {{ return('sample_' ~ table.domain ~ '__' ~ table.table) }}
    {%- endif -%}
    {{ return(recmart.path_of_table(table)) }}
{% endmacro %}
