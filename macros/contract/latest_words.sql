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

taken_back as (

    select
        user_id,
        item_id,
        word,
        is_visible,
        occurred_at,
        {{ sequence or 'cast(null as integer)' }} as place,
        row_number() over (
            partition by user_id, item_id, word, is_visible
            order by
                occurred_at desc nulls last
                {{- ", " ~ sequence ~ " desc" if sequence }}
        ) as recency
    from events
    where takes_back

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
