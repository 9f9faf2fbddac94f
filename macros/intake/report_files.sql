{% macro report_files(results) %}
    {#- Runs after a build: says, for each file that it has read, what became of its
        rows. -#}
    {%- do recmart.check_arguments('report_files', {
        'results': ['list[any]', results],
    }) -%}
    {%- for result in results
        if execute and result.status == 'success' and result.node.package_name == 'recmart'
        and result.node.resource_type == 'model' and result.node.name.startswith('base_') -%}
        {%- set node = result.node -%}
        {%- set domain, table = node.name[5:].split('__', 1) -%}
        {%- set rows = recmart.rows_of_file(domain, table, api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias
        )) -%}
        {%- do recmart.tell_rows(domain, table, rows) -%}
    {%- endfor -%}
{% endmacro %}


{% macro tell_rows(domain, table, rows) %}
    {%- if rows.source -%}
        {{ log(
            "recmart: " ~ domain ~ "." ~ table ~ " from " ~ rows.source ~ ": "
            ~ rows.read ~ " rows read, " ~ rows.staged ~ " staged, "
            ~ rows.rejected ~ " rejected" ~ (
                ", most often because " ~ rows.reason ~ " (" ~ rows.of_reason ~ ")"
                if rows.rejected else ""
            ) ~ (
                "; as epoch seconds all times are in 1970: the var custom_timestamp_format"
                ~ " says what else they are, such as days"
                if domain == 'custom' and project_name == 'recmart'
                and rows.last_time and rows.last_time | string < '1971'
                and not var('custom_timestamp_format', none) else ""
            ),
            info=true
        ) }}
    {%- endif -%}
{% endmacro %}
