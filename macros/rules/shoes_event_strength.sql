{% macro shoes_event_strength(interaction_type) %}
    {#- What an event tells of liking, in views: a wish is worth 3, a purchase 5. -#}
    {%- do recmart.check_arguments('shoes_event_strength', {
        'interaction_type': ['string', interaction_type],
    }) -%}
    {{ return(adapter.dispatch('shoes_event_strength', 'recmart')(interaction_type)) }}
{% endmacro %}


{% macro default__shoes_event_strength(interaction_type) -%}
    case {{ interaction_type }}
        when 'purchase' then 5
        when 'add_to_wishlist' then 3
        else 1
    end
{%- endmacro %}
