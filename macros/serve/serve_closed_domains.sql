{% macro serve_closed_domains() -%}
    {#- Where the build decides pair by pair who may be shown to whom, nothing may be
        added to the list of somebody it knows. -#}
'dating'
{%- endmacro %}
