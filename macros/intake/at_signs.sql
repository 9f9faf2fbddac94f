{% macro at_signs() %}
    {#- As of a class of characters in a pattern: the plain one, the wide and the small. -#}
    {{ return('@＠﹫') }}
{% endmacro %}
