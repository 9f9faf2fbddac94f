{% macro dating_event_type(like_type) %}
    {%- do recmart.check_arguments('dating_event_type', {
        'like_type': ['string', like_type],
    }) -%}
    {{ return(adapter.dispatch('dating_event_type', 'recmart')(like_type)) }}
{% endmacro %}


{% macro default__dating_event_type(like_type) -%}
    case {{ like_type }}
        when 0 then 'dislike'
        when 1 then 'like'
        when 2 then 'match'
    end
{%- endmacro %}
