{% macro recommendations(
    interactions,
    items=none,
    columns={},
    list_size=20,
    repeat_policy='',
    heavy_uses=3,
    parameters={}
) %}
    {#- No step has a name that a macro gives to a part of its own. -#}
    {%- do recmart.check_arguments('recommendations', {
        'interactions': ['relation', interactions],
        'items': ['optional[relation]', items],
        'columns': ['dict[string, any]', columns],
        'list_size': ['integer', list_size],
        'repeat_policy': ['string', repeat_policy],
        'heavy_uses': ['integer', heavy_uses],
        'parameters': ['dict[string, any]', parameters],
    }) -%}
    {%- if list_size < 1 -%}
        {{ exceptions.raise_compiler_error(
            "recommendations: list_size " ~ list_size ~ " is below 1."
        ) }}
    {%- endif -%}
    {%- do recmart.planned_for_all() -%}
    {%- set tables = recmart.custom_tables() -%}
    {%- for table, relation in [('interactions', interactions), ('items', items)] -%}
        {%- do tables.update({
            table: dict(tables[table], given=relation, renamed=recmart.renamed_columns(
                columns, table, tables | list
            ))
        }) -%}
    {%- endfor -%}
    {%- set settings = recmart.merged_parameters(
        'recommendations', recmart.custom_parameters(), parameters
    ) -%}
    {%- set depth = recmart.source_depth('custom', list_size, settings.weights) -%}
    {%- set steps = [] -%}
    {%- set relations = {} -%}
    {%- for source in [
        'repeat', 'repeat_knn', 'similar', 'next', 'user_knn', 'content', 'popular'
    ] -%}
        {%- do relations.update({source: source ~ '_step'}) -%}
    {%- endfor -%}
with

{% call recmart.step('checked_interactions_step', steps) %}

    {{ recmart.checked_rows(tables, 'interactions') | indent(4) }}

{% endcall %}

{% call recmart.step('stg_interactions_step', steps, is_light=true) %}

    {{ recmart.accepted_rows(
        tables, 'interactions', checked='checked_interactions_step'
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('visible_step', steps, is_light=true) %}

    select
        *,
        coalesce({{ recmart.is_visible('occurred_at') }}, true) as is_visible
    from stg_interactions_step

{% endcall %}

{% call recmart.step('events_step', steps, is_light=true) %}

    {{ recmart.interpreted_events(events='visible_step') | indent(4) }}

{% endcall %}

{% call recmart.step('interactions_step', steps) %}

    {{ recmart.dated_interactions(
        events='events_step', further=['is_use', 'is_purchase', 'row_number']
    ) | indent(4) }}

{% endcall %}

{% if items -%}
{% call recmart.step('checked_items_step', steps) %}

    {{ recmart.checked_rows(tables, 'items') | indent(4) }}

{% endcall %}

{% call recmart.step('catalogue_step', steps, is_light=true) %}

    {{ recmart.accepted_rows(
        tables, 'items', checked='checked_items_step'
    ) | indent(4) }}

{% endcall %}

{% else -%}
{% call recmart.step('catalogue_step', steps, is_light=true) %}

    select
        cast(null as {{ dbt.type_string() }}) as item_id,
        cast(null as {{ dbt.type_string() }}) as title,
        cast(null as {{ dbt.type_string() }}) as creator_id,
        cast(null as {{ dbt.type_string() }}) as attributes
    where false

{% endcall %}

{% endif -%}
{% call recmart.step('items_step', steps) %}

    {{ recmart.custom_items(
        catalogue='catalogue_step', interactions='interactions_step'
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('users_step', steps, is_light=true) %}

    select distinct user_id from interactions_step

{% endcall %}

{% call recmart.step('user_items_step', steps) %}

    {{ recmart.user_items(
        interactions='interactions_step',
        half_life_days=settings.half_life_days,
        sequence='row_number',
        is_use='is_use',
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('popularity_step', steps) %}

    {{ recmart.item_popularity(
        interactions='interactions_step',
        user_items='user_items_step',
        items='items_step',
        rank_by=['liking_users', 'users'],
        popular_half_life_days=settings.popular.half_life_days,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('barred_step', steps, is_light=true) %}

    {{ recmart.exclusions_by_policy(
        user_items='user_items_step',
        interactions='interactions_step',
        policy=repeat_policy,
        heavy_uses=heavy_uses,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('exclusions_step', steps) %}

    select * from barred_step

    union

    select
        creator_id as user_id,
        item_id
    from catalogue_step
    where creator_id is not null

{% endcall %}

{% call recmart.step('likes_step', steps) %}

    {{ recmart.item_likes(
        user_items='user_items_step',
        popularity='popularity_step',
        has_places=settings.weights.next > 0,
    ) | indent(4) }}

{% endcall %}

{% if settings.weights.similar -%}
{% call recmart.step('pairs_step', steps) %}

    {{ recmart.item_pairs(
        likes='likes_step', user_exponent=settings.user_exponent
    ) | indent(4) }}

{% endcall %}

{% if settings.rank -%}
{% call recmart.step('factors_step', steps) %}

    {{ recmart.item_factors(
        likes='likes_step',
        rank=settings.rank,
        user_exponent=settings.user_exponent,
        level=settings.level,
        shrinkage=settings.shrinkage,
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% call recmart.step('weights_step', steps) %}

    {{ recmart.item_weights(
        pairs='pairs_step',
        likes='likes_step',
        factors='factors_step' if settings.rank else none,
        shrinkage=settings.shrinkage,
        item_exponent=settings.item_exponent,
        neighbour_exponent=settings.neighbour_exponent,
        neighbours=settings.neighbours,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('similar_step', steps) %}

    {{ recmart.similar_candidates(
        user_items='user_items_step',
        weights='weights_step',
        popularity='popularity_step',
        exclusions='exclusions_step',
        candidates=depth,
        history_size=settings.history_size,
        evidence_exponent=settings.evidence_exponent,
        recency_exponent=settings.recency_exponent,
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% if settings.weights.next -%}
{% call recmart.step('sequences_step', steps) %}

    {{ recmart.item_sequences(
        likes='likes_step',
        window=settings.next.window,
        gap_discount=settings.next.gap_discount,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('next_weights_step', steps) %}

    {{ recmart.item_weights(
        pairs='sequences_step',
        likes='likes_step',
        is_directed=true,
        item_exponent=settings.next.item_exponent,
        neighbour_exponent=settings.next.neighbour_exponent,
        neighbours=settings.next.neighbours,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('next_step', steps) %}

    {{ recmart.similar_candidates(
        user_items='user_items_step',
        weights='next_weights_step',
        popularity='popularity_step',
        exclusions='exclusions_step',
        candidates=depth,
        reason='often comes soon after',
        history_size=settings.next.history_size,
        evidence_exponent=settings.next.evidence_exponent,
        recency_exponent=settings.next.recency_exponent,
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% if settings.weights.user_knn or settings.weights.repeat_knn -%}
{% call recmart.step('user_numbers_step', steps) %}

    {{ recmart.liking_users(
        user_items='user_items_step', popularity='popularity_step'
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% if settings.weights.user_knn -%}
{% call recmart.step('rarity_step', steps) %}

    {{ recmart.item_rarity(
        likes='likes_step', item_exponent=settings.user_knn.item_exponent
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('user_neighbours_step', steps) %}

    {{ recmart.user_neighbours(
        likes='likes_step',
        rarity='rarity_step',
        user_exponent=settings.user_knn.user_exponent,
        neighbours=settings.user_knn.neighbours,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('user_knn_step', steps) %}

    {{ recmart.user_knn_candidates(
        neighbours='user_neighbours_step',
        likes='likes_step',
        users='user_numbers_step',
        popularity='popularity_step',
        exclusions='exclusions_step',
        candidates=depth,
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% if settings.weights.content -%}
{% call recmart.step('descriptions_step', steps, is_light=true) %}

    {{ recmart.item_descriptions(items='items_step') | indent(4) }}

{% endcall %}

{% call recmart.step('terms_step', steps) %}

    {{ recmart.tf_idf('descriptions_step') | indent(4) }}

{% endcall %}

{% call recmart.step('content_similarity_step', steps) %}

    {{ recmart.cosine_similarity(
        weights='terms_step',
        popularity='popularity_step',
        neighbours=settings.content.neighbours,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('content_weights_step', steps) %}

    {{ recmart.content_weights(
        similarity='content_similarity_step', popularity='popularity_step'
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('content_step', steps) %}

    {{ recmart.similar_candidates(
        user_items='user_items_step',
        weights='content_weights_step',
        popularity='popularity_step',
        exclusions='exclusions_step',
        candidates=depth,
        reason='like',
        history_size=settings.history_size,
        evidence_exponent=settings.evidence_exponent,
        recency_exponent=settings.recency_exponent,
        is_collaborative=false,
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% if settings.weights.repeat or settings.weights.repeat_knn -%}
{% call recmart.step('repeat_step', steps) %}

    {{ recmart.repeat_candidates(
        interactions='interactions_step',
        newest_first=['occurred_at desc nulls last', 'row_number desc'],
        is_purchase='is_purchase',
        basket_decay=settings.repeat.basket_decay,
        prior_baskets=settings.repeat.prior_baskets,
        item_prior_baskets=settings.repeat.item_prior_baskets,
        rhythm_weight=settings.repeat.rhythm_weight,
        rhythm_days_of_once=settings.repeat.rhythm_days_of_once,
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% if settings.weights.repeat_knn -%}
{% call recmart.step('repeat_rarity_step', steps) %}

    {{ recmart.item_rarity(
        likes='likes_step', item_exponent=settings.repeat_knn.item_exponent
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('repeat_neighbours_step', steps) %}

    {{ recmart.user_neighbours(
        likes='likes_step',
        rarity='repeat_rarity_step',
        user_exponent=settings.repeat_knn.user_exponent,
        neighbours=settings.repeat_knn.neighbours,
    ) | indent(4) }}

{% endcall %}

{% call recmart.step('repeat_knn_step', steps) %}

    {{ recmart.repeat_knn_candidates(
        neighbours='repeat_neighbours_step',
        repeats='repeat_step',
        users='user_numbers_step',
        popularity='popularity_step',
        exclusions='exclusions_step',
    ) | indent(4) }}

{% endcall %}

{% endif -%}
{% call recmart.step('popular_step', steps) %}

    {{ recmart.popular_candidates(
        users='users_step',
        popularity='popularity_step',
        exclusions='exclusions_step',
        candidates=list_size,
    ) | indent(4) }}

{% endcall %}

blended_step as (

    {{ recmart.blend(
        sources=recmart.weighted_sources(relations, settings.weights),
        exclusions='exclusions_step',
        popularity='popularity_step',
        list_size=list_size,
    ) | indent(4) }}

)

select * from blended_step
{% endmacro %}
