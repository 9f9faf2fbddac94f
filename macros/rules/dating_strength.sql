{% macro dating_strength(user_id, liked_user_id, like_type) %}
    {#- A like is worth 1 and a match the same: the match says more about the other's
        taste, which has its own row. Judging oneself is evidence of nothing. -#}
    {%- do recmart.check_arguments('dating_strength', {
        'user_id': ['string', user_id],
        'liked_user_id': ['string', liked_user_id],
        'like_type': ['string', like_type],
    }) -%}
    {{ return(adapter.dispatch('dating_strength', 'recmart')(
        user_id, liked_user_id, like_type
    )) }}
{% endmacro %}


{% macro default__dating_strength(user_id, liked_user_id, like_type) -%}
    case
        when {{ user_id }} = {{ liked_user_id }} then cast(
            0 as {{ recmart.type_double() }}
        )
        when {{ like_type }} in (1, 2) then 1
        else 0
    end
{%- endmacro %}
