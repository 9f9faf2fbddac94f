{{ recmart.under_contract(ref('int_pings__item_popularity'), order_by=['rank']) }}
