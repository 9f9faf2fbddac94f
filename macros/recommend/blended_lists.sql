{% macro blended_lists(domain, sources) -%}
    {#- The CTEs of a build's lists, the last of them `blended`. -#}
    {%- do recmart.check_arguments('blended_lists', {
        'domain': ['string', domain],
        'sources': ['list[string]', sources],
    }) -%}
    {%- set weights = recmart.parameter(domain, 'weights') -%}
    {%- set merchandising = recmart.merchandising_of(domain) -%}
    {%- set most_per = recmart.most_per_of(domain) -%}
    {%- set intermediate = 'int_' ~ domain ~ '__' -%}
    {%- set popularity = ref(intermediate ~ 'item_popularity') -%}
    {%- set exclusions = ref(intermediate ~ 'exclusions') -%}
    {%- set user_segments = ref(intermediate ~ 'user_segments') if 'segment' in sources
        else none -%}
    {%- set relations = {} -%}
    {%- for source in sources -%}
        {%- if source in ['segment', 'popular'] -%}
            {%- do relations.update({source: source ~ '_candidates'}) -%}
        {%- else -%}
            {%- do relations.update({
                source: ref(intermediate ~ source ~ '_candidates')
                    if weights[source] else none
            }) -%}
        {%- endif -%}
    {%- endfor -%}
{% if user_segments is not none -%}
segment_candidates as (

    {{ recmart.segment_candidates(
        segment_popularity=ref(intermediate ~ 'segment_popularity'),
        user_segments=user_segments,
    ) | indent(4) }}

),

{% endif -%}
popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref(intermediate ~ 'users'),
        popularity=popularity,
        exclusions=exclusions,
        candidates=recmart.popular_depth(
            recmart.length_of_lists(), merchandising, most_per
        ),
    ) | indent(4) }}

),

{% if var('diversity') -%}
similarity as (

    {{ recmart.item_similarity(
        weights=ref(intermediate ~ 'item_weights'),
        popularity=popularity,
        likes=ref(intermediate ~ 'item_likes'),
    ) | indent(4) }}

),

{% endif -%}
blended as (

    {{ recmart.blend(
        sources=recmart.weighted_sources(relations, weights),
        exclusions=exclusions,
        popularity=popularity,
        list_size=recmart.length_of_lists(),
        diversity=var('diversity'),
        similarity='similarity',
        merchandising=merchandising,
        user_segments=user_segments,
        most_per=most_per,
        catalogue=ref(domain ~ '__catalogue') if most_per else none,
        explorable=popularity,
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
    ) | indent(4) }}

)
{%- endmacro %}
