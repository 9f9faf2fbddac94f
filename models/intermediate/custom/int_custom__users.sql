select distinct user_id from {{ ref('stg_custom__interactions') }}
