{% macro staging_skeleton(domain) %}
    {#- Print what the yml of a domain's samples and staging has to say, to be filled in:
        dbt run-operation staging_skeleton --args '{domain: streaming}' -#}
    {%- do recmart.check_arguments('staging_skeleton', {
        'domain': ['string', domain],
    }) -%}
    {%- if domain not in recmart.domains() -%}
        {{ exceptions.raise_compiler_error(
            "staging_skeleton: '" ~ domain ~ "' is not one of the domains "
            ~ recmart.domains() | join(", ") ~ "."
        ) }}
    {%- endif -%}
    {%- set tables = recmart[domain ~ '_tables']() -%}
    {%- do print(recmart.seeds_skeleton(domain, tables)) -%}
    {%- do print(recmart.models_skeleton(domain, tables)) -%}
{% endmacro %}


{% macro seeds_skeleton(domain, tables) -%}
# seeds/{{ domain }}/_{{ domain }}__seeds.yml
version: 2

seeds:
    {%- for table in tables.values() if not table.file %}
  - name: sample_{{ domain }}__{{ table.table }}
    description: One row per
    config:
      column_types: {
        {%- for column in table.columns %}
        {{ column.name }}: text,
        {%- endfor %}
      }
    columns:
        {%- for column in table.columns %}
      - {name: {{ column.name }}, description: {{ recmart.personal_skeleton(column) }}}
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}


{% macro models_skeleton(domain, tables) -%}
---
# models/staging/{{ domain }}/_{{ domain }}__staging.yml
version: 2

sources:
  - name: {{ domain }}
    description: The user's files, which take the samples' place.
    config: {enabled: "{{ '{{' }} env_var('RECMART_DATA_DIR', '') != '' {{ '}}' }}"}
    tables:
    {%- for table in tables %}
      - name: {{ table }}
    {%- endfor %}

models:
    {%- for table in tables %}
  - name: base_{{ domain }}__{{ table }}
    description: One row per row of the file (or sample), cast and judged.
    {%- endfor %}
    {%- for table in tables.values() %}
  - name: stg_{{ domain }}__{{ table.table }}
    description: One row per
    columns:
        {%- if table.has_row_number %}
      - {name: row_number, description: The row in the file.}
        {%- endif %}
        {%- for column in table.columns %}
      - {name: {{ column.as }}, description: {{ recmart.personal_skeleton(column) }}}
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}


{% macro personal_skeleton(column) -%}
    {{ ", config: {meta: {personal: true}}" if column.personal }}
{%- endmacro %}
