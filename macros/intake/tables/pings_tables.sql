{% macro pings_tables() %}
    {%- set tables -%}
users:
  prefix: o
  unique: user_id
  columns:
    user_id: {type: id, required: value}
    country: {type: region}
    signup_date: {type: timestamp, as: signed_up_at}
    age: {type: integer, min: 0, max: 120}

pings:
  prefix: o
  unique: ping_id
  columns:
    ping_id: {type: id, required: value}
    creator_id: {type: id, required: column}
    main_hashtag: {type: text}
    category: {type: code, required: column}
    duration_sec: {type: number, min: 0}
    created_at: {type: timestamp}

# Who or what is not in the other two tables is welcome: its events happened.
interactions:
  prefix: o
  unique: all
  unique_where: event_timestamp
  columns:
    user_id: {type: id, required: value}
    ping_id: {type: id, required: value}
    event_type: {type: code, required: column}
    watch_time_sec: {type: number, required: column, min: 0}
    event_timestamp: {type: timestamp, as: occurred_at}
    {%- endset -%}
    {{ return(recmart.specified_tables('pings', tables)) }}
{% endmacro %}
