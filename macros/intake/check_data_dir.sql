{% macro check_data_dir() %}
    {#- Say which domains are built empty, before anything is built. -#}
    {%- set data_dir = env_var('RECMART_DATA_DIR', '') -%}
    {%- if execute and data_dir -%}
        {%- set empty = [] -%}
        {%- for domain in recmart.source_tables() if domain != 'custom' -%}
            {%- if not recmart.source_files(domain) -%}
                {%- do empty.append(domain) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if empty | length == 5 and not recmart.source_files('custom') -%}
            {{ exceptions.raise_compiler_error(
                "RECMART_DATA_DIR=" ~ data_dir ~ ": no CSV or Parquet file in any of the"
                ~ " folders custom, " ~ empty | join(", ") ~ " under it."
            ) }}
        {%- endif -%}
        {%- if empty -%}
            {{ log(
                "recmart: no files for " ~ empty | join(", ") ~ " under " ~ data_dir
                ~ ": built empty.",
                info=true
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
