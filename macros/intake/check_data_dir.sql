{% macro check_data_dir() %}
    {#- Say which domains are built empty, before anything is built. -#}
    {%- set data_dir = env_var('RECMART_DATA_DIR', '') -%}
    {%- if execute and data_dir and project_name == 'recmart' -%}
        {%- set empty = [] -%}
        {%- for domain in recmart.domains() if not recmart.domain_paths(domain) -%}
            {%- do empty.append(domain) -%}
        {%- endfor -%}
        {%- if empty == recmart.domains() -%}
            {{ exceptions.raise_compiler_error(
                "RECMART_DATA_DIR=" ~ data_dir ~ ": no CSV or Parquet file in any of the"
                ~ " folders " ~ empty | join(", ") ~ " under it."
                ~ (" Folders are separated by /." if '\\' in data_dir else "")
            ) }}
        {%- endif -%}
        {%- for domain in recmart.domains() -%}
            {%- set tables = recmart[domain ~ '_tables']() | list -%}
            {%- for path in recmart.domain_paths(domain)
                if recmart.table_of_path(path) not in [none] + tables -%}
                {%- set table = recmart.table_of_path(path) -%}
                {{ log(
                    "recmart: " ~ path ~ " is not read: " ~ (
                        "the var merchandising does not name " ~ domain
                        if table == 'merchandising' else
                        domain ~ " has no table " ~ table ~ ", but " ~ tables | join(", ")
                    ) ~ ".", info=true
                ) }}
            {%- endfor -%}
        {%- endfor -%}
        {#- Where every file may be absent, nothing is missing. -#}
        {%- set missing = [] -%}
        {%- for domain in empty
            if recmart[domain ~ '_tables']().values() | rejectattr('may_be_absent')
                | list -%}
            {%- do missing.append(domain) -%}
        {%- endfor -%}
        {%- if missing -%}
            {{ log(
                "recmart: no files for " ~ missing | join(", ") ~ " under " ~ data_dir
                ~ ": built empty.",
                info=true
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
