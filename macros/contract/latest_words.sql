{% macro latest_words(events, columns, sequence=none) %}
    {#- Events, of which what was taken back later counts for nothing. What the build may
        see is not taken back by what it may not. -#}
    {%- do recmart.check_arguments('latest_words', {
        'events': ['relation', events],
        'columns': ['list[string]', columns],
        'sequence': ['optional[string]', sequence],
    }) -%}
with

events as (

    select * from {{ events }}

),

-- What is removed, and not said from where, is on no list any more.
listed as (

    {% for word in recmart.listed_words() -%}
    select '' as said, '{{ word }}' as word
    {{ "union all" if not loop.last }}
    {% endfor %}
),

taking_back as (

    select
        events.user_id,
        events.item_id,
        coalesce(listed.word, events.word) as word,
        events.is_visible,
        events.occurred_at,
        {{ sequence or 'cast(null as integer)' }} as place
    from events
    left join listed on events.word = listed.said
    where events.takes_back

),

taken_back as (

    select
        *,
        row_number() over (
            partition by user_id, item_id, word, is_visible
            order by
                occurred_at desc nulls last
                {{- ", place desc" if sequence }}
        ) as recency
    from taking_back

),

weighed as (

    select
        events.*,
        coalesce(
            case
                {% if sequence -%}
                when coalesce(events.occurred_at, taken_back.occurred_at) is null
                    then events.{{ sequence }} < taken_back.place
                {% endif -%}
                when events.occurred_at is not distinct from taken_back.occurred_at
                    then not events.takes_back and taken_back.user_id is not null
                else coalesce(events.occurred_at < taken_back.occurred_at, (
                    events.occurred_at is null and taken_back.occurred_at is not null
                ))
            end,
            false
        ) as is_taken_back
    from events
    left join taken_back
        on
            events.user_id = taken_back.user_id
            and events.item_id = taken_back.item_id
            and events.word = taken_back.word
            and events.is_visible = taken_back.is_visible
            and taken_back.recency = 1

)

select
    {% for column in columns -%}
    {% if column == 'strength' -%}
    case when is_taken_back then 0 else strength end as strength
    {%- elif column in ['is_negative', 'is_use'] -%}
    {{ column }} and not is_taken_back as {{ column }}
    {%- else -%}
    {{ column }}
    {%- endif -%}
    {{ "," if not loop.last }}
    {% endfor %}
from weighed
{% endmacro %}


{% macro listed_words() %}
    {#- What things are put on lists by; '' is the bare add. -#}
    {{ return(['', 'like', 'follow', 'save', 'wishlist', 'cart']) }}
{% endmacro %}
