{{ recmart.under_contract(ref('int_grocery__item_popularity'), order_by=['rank']) }}
