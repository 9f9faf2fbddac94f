{% macro has_email(text) %}
    {%- do recmart.check_arguments('has_email', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('has_email', 'recmart')(text)) }}
{% endmacro %}


{% macro default__has_email(text) -%}
    {#- Most texts have no @, nor a wide or a small one, which is seen ten times as fast. -#}
    case
        when {{ text }} like '%@%' or {{ text }} like '%＠%' or {{ text }} like '%﹫%'
            then {{ recmart.matches_pattern(
                text, '[^[:space:]@＠﹫][@＠﹫][^[:space:]@＠﹫]+[.][^[:space:]@＠﹫.]'
            ) }}
        else false
    end
{%- endmacro %}
