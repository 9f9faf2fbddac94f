{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.custom_interactions(events=ref('int_custom__events')) }}
