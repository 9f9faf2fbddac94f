{% macro shoes_tables() %}
    {%- set tables -%}
users:
  unique: user_id
  columns:
    user_id: {type: id, required: value}
    age: {type: integer, min: 0, max: 120}
    gender: {type: gender}
    primary_usage: {type: label}

shoes:
  unique: shoe_id
  columns:
    shoe_id: {type: id, required: value}
    brand: {type: text}
    model: {type: text}
    type: {type: code}
    material: {type: code}
    color: {type: code}
    care_instructions: {type: text}
    lifespan_days: {type: integer, min: 0}

interactions:
  unique: all
  columns:
    user_id: {type: id, required: value, listed_in: users}
    shoe_id: {type: id, required: value, staged_in: shoes}
    interaction_type:
      {type: code, required: value, accepted: [view, add_to_wishlist, purchase]}
    timestamp: {type: timestamp, required: value, as: occurred_at}

environmental_data:
  may_be_absent: true
  unique: [user_id, shoe_id, observed_on]
  columns:
    user_id: {type: id, required: value, staged_in: users}
    shoe_id: {type: id, required: value, staged_in: shoes}
    observed_on: {type: date, required: value}
    temperature_celsius: {type: number, min: -90, max: 60}
    humidity_percent: {type: number, min: 0, max: 100}
    rainfall_mm: {type: number, min: 0}
    {%- endset -%}
    {{ return(recmart.specified_tables('shoes', tables)) }}
{% endmacro %}
