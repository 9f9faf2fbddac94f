"""The warehouse in Python: its lists, what the app asks, and how builds are shown."""

from scripts.warehouse.warehouse import InvalidArgumentError as InvalidArgumentError
from scripts.warehouse.warehouse import Item as Item
from scripts.warehouse.warehouse import Recommendations as Recommendations
from scripts.warehouse.warehouse import UnavailableError as UnavailableError
from scripts.warehouse.warehouse import UnknownNameError as UnknownNameError
from scripts.warehouse.warehouse import Warehouse as Warehouse
from scripts.warehouse.warehouse import WarehouseError as WarehouseError
