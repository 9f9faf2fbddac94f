{% macro serve_closed_domains() -%}
    {#- Where both sides have a say. The build decides pair by pair who may be shown to
        whom, so nothing may be added to the list of somebody it knows. -#}
'dating'
{%- endmacro %}
