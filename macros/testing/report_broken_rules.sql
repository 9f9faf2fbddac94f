{% macro report_broken_rules(results) %}
    {#- Runs after a build: says of each test `holds` that failed which rules are broken, and
        of each test `as_usual` what is not, as dbt itself says no more than how many. -#}
    {%- do recmart.check_arguments('report_broken_rules', {
        'results': ['list[any]', results],
    }) -%}
    {%- for result in results
        if execute and result.status in ['fail', 'warn'] and result.node.test_metadata
        and result.node.test_metadata.name in ['holds', 'as_usual'] -%}
        {%- for row in run_query(result.node.compiled_code).rows -%}
            {{ log(
                "recmart: " ~ result.node.name ~ ": " ~ (
                    row['told'] if result.node.test_metadata.name == 'as_usual'
                    else recmart.told_of_broken_rule(row)
                ),
                info=true
            ) }}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}


{% macro told_of_broken_rule(row) %}
    {{ return(
        "broken in " ~ row[1] ~ (" place: " if row[1] == 1 else " places: ") ~ row[0]
        ~ ("; such as " ~ row[2] if row[2] is not none else "")
    ) }}
{% endmacro %}
