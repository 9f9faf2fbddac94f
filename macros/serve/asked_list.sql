{% macro asked_list(domain, sources) -%}
    {#- The last CTEs of a list for one user, and the list. -#}
    {%- do recmart.check_arguments('asked_list', {
        'domain': ['string', domain],
        'sources': ['list[string]', sources],
    }) -%}
    {%- set weights = recmart.parameter(domain, 'weights') -%}
    {%- set merchandising = recmart.merchandising_of(domain, is_served=true) -%}
    {%- set most_per = recmart.most_per_of(domain) -%}
    {%- set intermediate = 'int_' ~ domain ~ '__' -%}
    {%- set relations = {} -%}
    {%- for source in sources -%}
        {%- do relations.update({source: source ~ '_candidates'}) -%}
    {%- endfor -%}
{% if 'repeat' in sources and weights.repeat -%}
repeat_candidates as (

    select * from {{ recmart.here(ref(intermediate ~ 'repeat_candidates')) }}
    where user_id = asked_user and asked_items is null

),

{% endif -%}
{% if 'segment' in sources -%}
segments_of_user as (

    select * from {{ recmart.here(ref(intermediate ~ 'user_segments')) }}
    where user_id = asked_user

),

segment_candidates as (

    {{ recmart.segment_candidates(
        segment_popularity=recmart.here(ref(intermediate ~ 'segment_popularity')),
        user_segments='segments_of_user',
    ) | indent(4) }}

),

{% endif -%}
popular_candidates as (

    {{ recmart.popular_candidates(
        users='asked_users',
        popularity='wanted_items',
        exclusions='barred_pairs',
        candidates=recmart.popular_depth('list_size', merchandising, most_per),
    ) | indent(4) }}

),

blended as (

    {{ recmart.blend(
        sources=recmart.weighted_sources(relations, weights),
        exclusions='barred_pairs',
        popularity='wanted_items',
        list_size='list_size',
        wanted='wanted_items',
        diversity=var('diversity'),
        similarity=(
            recmart.here(ref(domain ~ '__item_similarity')) if var('diversity') else none
        ),
        merchandising=merchandising,
        user_segments='segments_of_user' if 'segment' in sources else none,
        most_per=most_per,
        catalogue='wanted_items',
        filters='cast(asked_filters as varchar[])',
        explorable=recmart.here(ref(intermediate ~ 'item_popularity')),
        exploration_share=var('exploration_share', 0),
        exploration_max_users=var('exploration_max_users', 5),
        explores=recmart.explores(),
    ) | indent(4) }}

)

{{ recmart.as_list('blended') }}
{%- endmacro %}
