namespace vcenter_connector::local_gateway {}
