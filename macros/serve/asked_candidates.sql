{% macro asked_candidates(
    domain,
    source,
    weights,
    reason,
    because,
    settings=none,
    exclusions='barred_pairs',
    is_collaborative=true
) -%}
    {#- The CTEs of a source that goes by what the user likes, for the user who asks. Of
        items that are given nobody knows how the user came to them. -#}
    {%- do recmart.check_arguments('asked_candidates', {
        'domain': ['string', domain],
        'source': ['string', source],
        'weights': ['string', weights],
        'reason': ['string', reason],
        'because': ['string', because],
        'settings': ['optional[dict[string, any]]', settings],
        'exclusions': ['relation', exclusions],
        'is_collaborative': ['bool', is_collaborative],
    }) -%}
    {%- if settings is none -%}
        {%- set settings = recmart.history_settings(domain) -%}
    {%- endif -%}
{% if recmart.parameter(domain, 'weights')[source] -%}
{{ source }}_weights as (

    {{ recmart.wanted_weights(ref('int_' ~ domain ~ '__' ~ weights)) | indent(4) }}

),

{{ source }}_candidates as (

    {{ recmart.similar_candidates(
        user_items='liked',
        weights=source ~ '_weights',
        popularity=recmart.here(ref(domain ~ '__catalogue')),
        exclusions=exclusions,
        reason=reason,
        because='case when asked_items is null then ' ~ because ~ ' end',
        is_collaborative=is_collaborative,
        own_items='own_items',
        **settings
    ) | indent(4) }}

),
{%- endif %}
{%- endmacro %}
