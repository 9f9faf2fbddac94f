{% macro raw_table(domain, table, required, optional=[], rest_as=none, may_be_absent=false) %}
    {#- Columns as text, from the sample or from the user's file in its place. -#}
    {%- if domain != 'custom' and env_var('RECMART_DATA_DIR', '') == '' -%}
        {%- set sample = ref('sample_' ~ domain ~ '__' ~ table) -%}
        select
            row_number() over () as row_number,
            {% for column in required + optional -%}
            {{ column }},
            {% endfor -%}
            cast(null as {{ dbt.type_string() }}) as surplus
        from {{ sample }}
    {%- else -%}
        {%- set files = recmart.source_files(domain, table) if execute else [] -%}
        {%- if files | length > 1 -%}
            {{ exceptions.raise_compiler_error(
                "More than one file for table " ~ domain ~ "." ~ table ~ ": "
                ~ files | join(", ") ~ ". Keep one."
            ) }}
        {%- elif files -%}
            {{ recmart.read_file(files[0], domain, required, optional, rest_as) }}
        {%- else -%}
            {%- if execute and not may_be_absent
                and recmart.source_files(domain) | length > 0 -%}
                {{ exceptions.raise_compiler_error(
                    "No file for table " ~ domain ~ "." ~ table ~ ": expected "
                    ~ env_var('RECMART_DATA_DIR', '') ~ "/" ~ domain ~ "/" ~ table
                    ~ ".csv or .parquet. Found: "
                    ~ recmart.source_files(domain) | join(", ") ~ "."
                ) }}
            {%- endif -%}
            select
                cast(null as {{ dbt.type_bigint() }}) as row_number,
                {% for column in required + optional + ([rest_as] if rest_as else []) -%}
                cast(null as {{ dbt.type_string() }}) as {{ column }},
                {% endfor -%}
                cast(null as {{ dbt.type_string() }}) as surplus
            where false
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
