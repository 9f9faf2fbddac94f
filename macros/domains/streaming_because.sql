{% macro streaming_because() %}
    {{ return(
        "case when user_items.uses = 0 then 'which you showed interest in'"
        ~ " else 'which you watched' end"
    ) }}
{% endmacro %}
