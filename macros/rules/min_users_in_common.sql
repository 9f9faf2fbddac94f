{% macro min_users_in_common(likes) -%}
    {#- SQL: how many users must like two items for the two to be a pair at all. Of large
        data half of all pairs are a single user's: they cost as much as all others and
        change lists by less than they vary. -#}
    {%- do recmart.check_arguments('min_users_in_common', {
        'likes': ['string', likes],
    }) -%}
    {{ return(adapter.dispatch('min_users_in_common', 'recmart')(likes)) }}
{%- endmacro %}


{% macro default__min_users_in_common(likes) -%}
    (select case when count(*) > 1000000 then 2 else 1 end from {{ likes }})
{%- endmacro %}
