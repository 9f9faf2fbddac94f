{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {#- Relations in a schema of their own go by the name after the domain's:
        `streaming__recommendations` is `streaming.recommendations`. In the one schema that
        ours have in another project, only the domain's go by it. -#}
    {%- set parts = node.name.split('__') -%}
    {%- if custom_alias_name -%} {{ custom_alias_name | trim }}
    {%- elif node.resource_type == 'model' and parts | length > 1
        and parts[0].split('_')[0] not in ['base', 'stg', 'int']
        and (project_name == 'recmart' or parts[0] == 'custom') -%}
        {{ parts[1:] | join('__') }}
    {%- else -%} {{ node.name }}
    {%- endif -%}
{%- endmacro %}
