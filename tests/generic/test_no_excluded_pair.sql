{% test no_excluded_pair(model, exclusions) %}

select
    recommendations.user_id,
    recommendations.item_id
from {{ model }} as recommendations
inner join {{ exclusions }} as exclusions
    on
        recommendations.user_id = exclusions.user_id
        and recommendations.item_id = exclusions.item_id

{% endtest %}
