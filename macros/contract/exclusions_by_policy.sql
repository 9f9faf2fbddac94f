{% macro exclusions_by_policy(user_items, interactions, policy, heavy_uses) %}
    {%- do recmart.check_arguments('exclusions_by_policy', {
        'user_items': ['relation', user_items],
        'interactions': ['relation', interactions],
        'policy': ['string', policy],
        'heavy_uses': ['integer', heavy_uses],
    }) -%}
    {{ return(adapter.dispatch('exclusions_by_policy', 'recmart')(
        user_items, interactions, policy, heavy_uses
    )) }}
{% endmacro %}


{% macro default__exclusions_by_policy(user_items, interactions, policy, heavy_uses) %}
    {%- if policy not in ['', 'never', 'always', 'light'] -%}
        {{ exceptions.raise_compiler_error(
            "var custom_repeat_policy, or the argument repeat_policy: '" ~ policy
            ~ "' is not one of never, always, light."
        ) }}
    {%- endif -%}
    select
        user_id,
        item_id
    from {{ user_items }}
    where
        is_disliked
        {% if policy == 'never' -%}
        or uses > 0
        {%- elif policy == 'light' -%}
        or uses >= {{ heavy_uses }}
        {%- elif policy == '' -%}
        or (
            uses > 0
            and not exists (select 1 from {{ interactions }} where basket_id is not null)
        )
        {%- endif %}
{% endmacro %}
