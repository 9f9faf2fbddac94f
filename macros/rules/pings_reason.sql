{% macro pings_reason(
    category, category_affinity, creator_affinity, popularity, freshness
) %}
    {#- All that speaks for a ping, in words. -#}
    {%- do recmart.check_arguments('pings_reason', {
        'category': ['string', category],
        'category_affinity': ['string', category_affinity],
        'creator_affinity': ['string', creator_affinity],
        'popularity': ['string', popularity],
        'freshness': ['string', freshness],
    }) -%}
    {{ return(adapter.dispatch('pings_reason', 'recmart')(
        category, category_affinity, creator_affinity, popularity, freshness
    )) }}
{% endmacro %}


{% macro default__pings_reason(
    category, category_affinity, creator_affinity, popularity, freshness
) -%}
    coalesce(
        nullif(
            substr(
                case
                    when {{ category_affinity }} > 0
                        then '; prefers cat=' || {{ category }}
                    else ''
                end
                || case
                    when {{ creator_affinity }} > 0 then '; engaged this creator'
                    else ''
                end
                || case
                    when {{ popularity }} > 0.5 then '; globally popular' else ''
                end
                || case when {{ freshness }} > 0.02 then '; recent' else '' end,
                3
            ),
            ''
        ),
        'popular/new'
    )
{%- endmacro %}
