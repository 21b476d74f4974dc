namespace vcenter_connector::app {}
