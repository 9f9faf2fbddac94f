{{ config(enabled=recmart.is_wanted('custom')) }}

select distinct user_id from {{ ref('int_custom__interactions') }}
