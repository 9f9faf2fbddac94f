{{ config(enabled=recmart.is_wanted('streaming', 'weights.content')) }}

with

descriptions as (

    {{ recmart.item_descriptions(
        items=ref('int_streaming__items'), attributes=['content_type', 'genre']
    ) | indent(4) }}

),

terms as (

    {{ recmart.tf_idf('descriptions') | indent(4) }}

),

similarity as (

    {{ recmart.cosine_similarity(
        weights='terms',
        popularity=ref('int_streaming__item_popularity'),
        neighbours=recmart.parameter('streaming', 'content.neighbours'),
    ) | indent(4) }}

)

select * from similarity
