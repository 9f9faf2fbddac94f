{{ recmart.under_contract(ref('int_dating__item_popularity'), order_by=['rank']) }}
