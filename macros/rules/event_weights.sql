{% macro event_weights(domain) %}
    {#- What each type of event says of liking, for data whose types are anybody's. -#}
    {%- do recmart.check_arguments('event_weights', {
        'domain': ['string', domain],
    }) -%}
    {{ return(adapter.dispatch('event_weights', 'recmart')(domain)) }}
{% endmacro %}


{% macro default__event_weights(domain) %}
    {#- A number above 0: worth that much; below 0: against it; 0: it says nothing, as being
        shown does. true: worth what was watched, no more. A text: takes back what was said
        by that type. `other` is what any other type is worth. -#}
    {%- set watched = 'true' if domain == 'streaming' else 1 -%}
    {%- set opinion = 10 if domain == 'streaming' else 3 -%}
    {%- set text -%}
{% for type in [
    'view', 'click', 'open', 'visit', 'read', 'detail', 'play', 'watch', 'listen', 'stream',
    'start', 'resume', 'progress', 'complete', 'finish', 'pause', 'install', 'installed',
    'enroll', 'enrolled', 'join', 'other',
] -%}
{{ type }}: {{ watched }}
{% endfor -%}
{% for type in [
    'like', 'love', 'heart', 'favorite', 'favourite', 'fav', 'faved', 'star', 'upvote', 'thumbs_up',
    'superlike', 'thumb_up', 'vote_up', 'swipe_right', '👍', '❤', 'match', 'recommend', 'save', 'bookmark', 'pin', 'add_to_list',
    'add_to_watchlist', 'add_to_library', 'add_to_favorites', 'add_to_favourites', 'wishlist', 'add_to_wishlist', 'cart',
    'add_to_cart', 'add_to_basket', 'add_to_bag', 'follow', 'subscribe', 'share', 'repost',
    'comment', 'commented', 'comment_created', 'download', 'downloaded',
    'subscription', 'upvoted', 'hearted', 'starred', 'liked', 'loved', 'saved', 'bookmarked',
    'favorited', 'favourited', 'superliked', 'matched',
    'added_to_cart', 'added_to_wishlist', 'followed', 'subscribed', 'shared', "'+1'",
    'right_swipe', 'swiped_right',
] -%}
{{ type }}: {{ opinion }}
{% endfor -%}
{% for type in [
    'purchase', 'buy', 'order', 'checkout', 'transaction', 'rent', 'borrow', 'book',
    'purchased', 'bought', 'ordered', 'order_completed', 'order_placed', 'place_order',
    'booked', 'booking', 'reserve', 'reserved', 'reservation',
] -%}
{{ type }}: {{ 10 if domain == 'streaming' else 5 }}
{% endfor -%}
{% for type in ['rating', 'rate', 'rated', 'review', 'reviewed'] -%}
{{ type }}: {{ watched }}
{% endfor -%}
{% for type in [
    'impression', 'impressions', 'show', 'shown', 'display', 'displayed', 'exposure', 'served',
    'delivered', 'sent', 'viewability', 'hover', 'scroll', 'search', 'notification',
    'exposed', 'view_impression', 'view_item_list', 'scroll_past', 'swipe_past', 'payment_failed',
    'purchase_failed', 'order_failed', 'failed_purchase', 'cart_abandoned',
    'abandoned_cart', 'abandon_cart', 'undo', "'false'",
] + (
    [] if domain == 'streaming' else ['failed', 'error', 'expired', 'timeout', 'bounce']
) -%}
{{ type }}: 0
{% endfor -%}
{% for type in [
    'dislike', 'hate', 'downvote', 'thumbs_down', 'not_interested', 'skip', 'hide', 'block',
    'mute', 'report', 'dismiss', 'reject', 'swipe_left', 'thumb_down', 'vote_down',
    'not_interested_in',
    'no_interest', 'uninterested', 'dont_recommend', '👎', 'disliked', 'hated', 'downvoted',
    'skipped', 'hidden', 'blocked', 'muted', 'reported', 'rejected', 'dismissed',
    'ignore', 'ignored', 'pass', 'passed', 'decline', 'declined', 'refuse', 'refused',
    'disapprove', 'disapproved', 'discard', 'discarded', 'trash', 'avoid', 'ban', 'banned',
    'blocklist', 'blacklist', 'spam', 'mark_as_spam', 'flag', 'flagged', 'report_abuse',
    'complain', 'complaint', 'negative', 'negative_feedback', 'bad', "'no'", 'nope',
    'nah', 'deny', 'denied', 'dropped', 'no_thanks', 'irrelevant', 'unhelpful',
    'less_like_this', 'fewer_like_this', 'see_less', 'see_fewer', 'show_less', 'show_fewer',
    'snooze', 'opt_out', 'dnf', 'abandon', 'abandoned', 'left_swipe', 'swiped_left', '💔', "'-1'",
] -%}
{{ type }}: -1
{% endfor -%}
{% for type in [
    'refund', 'refunded', 'return', 'returned', 'cancel', 'canceled', 'cancelled',
    'cancellation', 'chargeback', 'partial_refund', 'full_refund', 'reversal', 'void', 'voided',
    'refund_issued', 'partially_refunded', 'partial_return', 'return_order',
    'returned_order', 'void_order', 'voided_order',
] -%}
{{ type }}: purchase
{% endfor -%}
    {%- endset -%}
    {%- set weights = fromyaml(text) -%}
    {%- set own = var(domain ~ '_event_weights', none) or {} -%}
    {%- if own is not mapping -%}
        {{ exceptions.raise_compiler_error(
            "var " ~ domain ~ "_event_weights: '" ~ own
            ~ "' is no mapping of types of events to weights."
        ) }}
    {%- endif -%}
    {%- for type, weight in own.items() -%}
        {%- if not (weight is number or weight is string) -%}
            {{ exceptions.raise_compiler_error(
                "var " ~ domain ~ "_event_weights: '" ~ weight ~ "' of " ~ type
                ~ " is no number, nor the type of an event that it takes back."
            ) }}
        {%- endif -%}
        {%- do weights.update({type: weight}) -%}
    {%- endfor -%}
    {{ return(weights) }}
{% endmacro %}
