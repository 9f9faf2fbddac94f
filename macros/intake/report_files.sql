{% macro report_files(results) %}
    {#- Runs after a build: says, for each file that it has read, what became of its
        rows. -#}
    {%- do recmart.check_arguments('report_files', {
        'results': ['list[any]', results],
    }) -%}
    {%- for result in results
        if execute and flags.WHICH != 'clone' and result.status == 'success' and result.node.package_name == 'recmart'
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
            ) ~ recmart.what_times_lack(domain, table, rows),
            info=true
        ) }}
    {%- endif -%}
{% endmacro %}


{% macro what_times_lack(domain, table, rows) %}
    {#- Times that are missing, or that were read for what they are not, change all lists,
        and reject no row. -#}
    {%- if domain != 'custom' or table != 'interactions' or project_name != 'recmart'
        or not rows.staged -%}
        {{ return("") }}
    {%- elif not rows.last_time -%}
        {{ return(
            "; none has a time: where there are times, the var custom_columns says what"
            ~ " timestamp is called"
        ) }}
    {%- elif rows.last_time < '1971'
        and not var('custom_timestamp_format', none) -%}
        {{ return(
            "; as epoch seconds all times are in 1970: the var custom_timestamp_format"
            ~ " says what else they are, such as days"
        ) }}
    {%- endif -%}
    {{ return("") }}
{% endmacro %}
